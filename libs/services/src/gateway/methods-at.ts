import { type Request } from 'express';

interface Layer {
  readonly route?: { readonly methods: Readonly<Record<string, boolean>> };
  match(path: string): boolean;
}

/** The methods that some handler takes at the address of a request, as in an `Allow` header; none for an unknown one. */
export function methodsAt({ app, path }: Request): readonly string[] {
  const { stack } = app.router as unknown as { readonly stack: readonly Layer[] };
  const found = stack
    .filter(({ route }) => route !== undefined)
    .filter((layer) => layer.match(path))
    .flatMap(({ route }) => Object.keys(route?.methods ?? {}));
  const methods = found.includes('get') ? [...found, 'head'] : found;
  return [...new Set(methods.map((method) => method.toUpperCase()))].sort();
}
