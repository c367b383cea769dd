import type { Application, ApplicationSource } from './manifest.ts';
import type { Path, Tree } from './tree.ts';
import { itemsAt, mapAt, textAt, textsOf } from './tree.ts';

/**
 * The Argo CD Application that a document defines, or that an ApplicationSet's template does. A template with `{{` in its name
 * stands for many Applications that only the cluster knows; it is left out.
 */
export const readApplication = (root: Tree, path: Path): readonly Application[] => {
  const application = textAt(root, 'kind') === 'ApplicationSet' ? mapAt(root, 'spec', 'template') : root;
  const name = textAt(application, 'metadata', 'name');
  if (name === undefined || name.includes('{{')) return [];
  const single = mapAt(application, 'spec', 'source');
  const sources = [...(single ? [single] : []), ...itemsAt(application, 'spec', 'sources')].map(readSource);
  return [{ name, path, labels: textsOf(mapAt(application, 'metadata', 'labels')), sources }];
};

const readSource = (source: Tree): ApplicationSource => ({
  path: textAt(source, 'path'),
  repoUrl: textAt(source, 'repoURL') ?? '',
  valueFiles: itemsAt(source, 'helm', 'valueFiles').flatMap((file) => (file.kind === 'leaf' ? [file.value] : [])),
  ref: textAt(source, 'ref'),
});
