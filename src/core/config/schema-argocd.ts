import * as z from 'zod';
import { Name, text } from './forms.ts';
import { isLabelSelector, LABEL_KEY, LONGEST_KEY } from './label-selector.ts';

/** Where Argo CD is, and how its Applications are found. */

/** Each is a watch of its own for every namespace. */
const MOST_INSTANCES = 50;
const MOST_NAMESPACES = 20;

const Namespace = text('namespace', /^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/, 63);

export const InstanceShape = z
  .strictObject(
    {
      name: Name.describe('What people call it, as in reports: tokyo.'),
      context: text('context', /^\S(?:[^\t\n\r]*\S)?$/, 253)
        .optional()
        .describe(
          'The context of the kubeconfig that reaches its cluster. Without it the current one, or the cluster that Cordage runs in.',
        ),
      namespaces: z
        .union(
          [Namespace, z.array(Namespace, 'namespace').min(1, 'namespace').max(MOST_NAMESPACES, 'namespace')],
          'namespace',
        )
        .default('argocd')
        .describe('Namespaces that have its Applications; the first also has its AppProjects.'),
      selector: text('labelSelector', /^[\w.\-/ ,=!()<>]+$/, 1000)
        .refine(isLabelSelector, 'labelSelector')
        .optional()
        .describe('Which of the Applications there are of interest, by label, as kubectl takes it: region=tokyo.'),
      url: text('pages', /^https?:\/\/(?:[A-Za-z0-9.-]+|\[[0-9a-fA-F:.]+\])(?::\d{1,5})?(?:\/[\w.~%+\-/]*)?$/, 500)
        .optional()
        .describe('The address of its pages, for links: https://argocd.example.com.'),
    },
    'instance',
  )
  .describe('One Argo CD.');

const Key = text('labelKey', LABEL_KEY, LONGEST_KEY);

/** The map stands first: what is neither is then told as a wrong template, which is the shorter way to write it. */
export const ApplicationShape = z.union(
  [
    z.strictObject(
      {
        label: Key.optional().describe("The label of an Application that holds its node's name: cordage.io/node."),
        annotation: Key.optional().describe("The annotation of an Application that holds its node's name."),
      },
      'application',
    ),
    text('application', /^(?:[a-z0-9][a-z0-9.-]*)?\{node\}(?:[a-z0-9.-]*[a-z0-9])?$/, 200),
  ],
  'application',
);

export const ArgoShape = z
  .strictObject(
    {
      instances: z
        .array(InstanceShape, 'instances')
        .min(1, 'instances')
        .max(MOST_INSTANCES, 'instances')
        .prefault([{ name: 'argocd' }])
        .describe('Every Argo CD that deploys nodes. Without it, one in the namespace argocd of the current context.'),
      application: ApplicationShape.default('{node}').describe(
        'How an Application names its node: a template of its own name, {label: KEY} or {annotation: KEY}.',
      ),
      settle: text('settle', /^(?:0[smhd]|(?:[0-2]?\d{1,3}|3[0-5]\d\d|3600)s|(?:[0-5]?\d|60)m|1h)$/, 5)
        .default('10s')
        .describe('How long Healthy must have stood before a node counts as live: 0s to 1h.'),
      refresh: z
        .boolean('flag')
        .default(true)
        .describe('Whether Cordage may ask Argo CD to look at an Application again after a merge.'),
      drift: z
        .enum(['status', 'issue'], 'drift')
        .default('status')
        .describe('Where it is told that nodes are not as git says: by "cordage status" only, or in an issue as well.'),
    },
    'argocd',
  )
  .describe('Where Argo CD is, and how its Applications are found.');

export const DisclosureShape = z
  .enum(['names', 'counts'], 'disclosure')
  .describe('What is shown of nodes on GitHub: their names, or only how many they are.');
