/** The code that the system gave its error: `ENOENT`. What has none is an error of ours, and goes on. */
export const faultOf = (error: unknown): string => {
  if (error instanceof Error && 'code' in error && typeof error.code === 'string') return error.code;
  throw error;
};
