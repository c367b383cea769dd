import type { Caller } from './route.ts';

/** A caller's name in logs and messages. One budget stands under each: an installation's is shared by all its tokens. */
export const nameCaller = (caller: Caller): string => {
  switch (caller.kind) {
    case 'anonymous':
      return '127.0.0.1';
    case 'app':
      return `app ID ${caller.appId}`;
    case 'installation':
      return `installation ID ${caller.installationId}`;
    case 'user':
      return `user ${caller.login}`;
  }
};
