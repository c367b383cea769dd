/** A schema of OpenAPI 3.0: JSON Schema of an older day, with `nullable`. */
export type Schema = { readonly [keyword: string]: unknown };

export type Parameter = {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header';
  readonly required?: boolean;
  readonly schema: Schema;
};

export type Content = { readonly [mediaType: string]: { readonly schema?: Schema } };

export type Operation = {
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: { readonly required?: boolean; readonly content: Content };
  readonly responses: { readonly [status: string]: { readonly content?: Content } };
};

/** What `scripts/trim-openapi.ts` keeps of GitHub's description: parameters and responses in place, schemas by `$ref`. */
export type Description = {
  readonly openapi: string;
  readonly info: { readonly title: string; readonly version: string };
  readonly paths: { readonly [path: string]: { readonly [method: string]: Operation } };
  readonly components: { readonly schemas: { readonly [name: string]: Schema } };
};
