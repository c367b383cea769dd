import * as z from 'zod';
import { Duration, glob, Name, nameGlob, oneOrMany, Percent, text, Timespan } from './forms.ts';
import { ArgoShape, DisclosureShape } from './schema-argocd.ts';
import { Approvals, Checks, GatesShape } from './schema-gates.ts';
import { OwnersShape, PermissionsShape, RingPermissionsShape } from './schema-permissions.ts';
import { NetworkParametersShape, PlatformVersion, RulesShape } from './schema-rules.ts';

/**
 * The one source of the shape of `cordage.yaml`, with `schema-*.ts` for its larger parts: parsing, the JSON Schema and its
 * descriptions come from here.
 */

const Image = text('image', /^[A-Za-z0-9][\w.-]*(?::\d{1,5}(?=\/))?(?:\/[A-Za-z0-9][\w.-]*)*$/, 255);
const Repository = text('repository', /^[A-Za-z0-9][A-Za-z0-9-]{0,38}\/(?!\.{1,2}$)[\w.-]{1,100}$/, 140);
const Jar = text('jar', /^https?:\/\/[^\s{}]+(?:\{version\}[^\s{}]*)+$/, 1000);
const Releases = z
  .strictObject(
    {
      repository: Repository.describe(
        'The repository whose releases announce versions: owner/name on the same GitHub.',
      ),
      tag: text('releaseTag', /^[\w./@+-]*\{version\}[\w./@+-]*$/, 100)
        .default('v{version}')
        .describe('How a version becomes a release tag. Releases with other tags belong to something else.'),
      assets: oneOrMany(nameGlob('assets'), 'assets')
        .default('*.jar')
        .describe('Which release assets are this CorDapp. Sources and documentation are always left out.'),
      prereleases: z
        .enum(['ignore', 'propose'], 'prereleases')
        .default('ignore')
        .describe('Whether a prerelease is proposed like a release.'),
      order: z
        .enum(['semver', 'published'], 'order')
        .default('semver')
        .describe('What makes one release newer than another: its version, or the date of its publication.'),
      during: z
        .enum(['supersede', 'finish', 'queue'], 'during')
        .default('supersede')
        .describe(
          'What a newer release means for a rollout that has begun: it takes its place, it waits for its end, or every release gets its turn.',
        ),
    },
    'releases',
  )
  .describe('Where releases come from, in full.');

export const ArtifactShape = z
  .strictObject(
    {
      kind: z.enum(['corda', 'cordapp', 'cenm', 'image'], 'kind').describe('What it is: it decides which rules apply.'),
      image: oneOrMany(Image, 'image')
        .optional()
        .describe('Names of the images that carry its version, without tag and digest.'),
      tag: text('imageTag', /^(?:\w[\w.-]*)?\{version\}[\w.-]*$/, 100)
        .optional()
        .describe('How a version becomes an image tag. Without it the version moves and the rest of the tag stays.'),
      jar: oneOrMany(Jar, 'jar')
        .optional()
        .describe('URLs of the CorDapp JAR, with {version} where the version stands.'),
      releases: z
        .union([Repository, Releases], 'releases')
        .optional()
        .describe('Where new versions are announced: owner/name, or a map for more.'),
    },
    'artifact',
  )
  .describe('Something that has versions: the node image, a CorDapp, a CENM service, any image.');

export const PlatformVersionsShape = z
  .record(text('minorRelease', /^[1-9]\d?\.(?:0|[1-9]\d{0,3})$/, 7), PlatformVersion, 'platformVersions')
  .describe('Platform versions of Corda releases that are newer than those Cordage knows, by minor release: "4.15".');

const SelectorShape = z
  .strictObject(
    {
      labels: z
        .record(z.string(), z.string('label').max(253, 'label'), 'labels')
        .optional()
        .describe('Nodes with all of these labels.'),
      names: oneOrMany(nameGlob('names'), 'names')
        .optional()
        .describe('Nodes with one of these names; globs are allowed.'),
      glob: oneOrMany(glob('glob'), 'glob').optional().describe('Nodes whose file matches one of these globs.'),
      percent: z
        .int('percent')
        .min(1, 'percent')
        .max(100, 'percent')
        .optional()
        .describe('A share of the nodes that no other ring chooses, by hash of the name. Stands alone.'),
    },
    'selector',
  )
  .describe('Which nodes belong to the ring. What is given must all hold.');

export const RingShape = z
  .strictObject(
    {
      name: Name.describe('The name of the ring, as in commands and branch names.'),
      nodes: SelectorShape.optional().describe(
        'Which nodes belong to it. The last ring may leave this out: it takes the rest.',
      ),
      soak: Duration.default('1h').describe(
        'How long all its nodes must be live before the next ring may open: 30m, 2h, 1d.',
      ),
      batch: z
        .union(
          [
            z.int('batch').min(1, 'batch').max(100_000, 'batch'),
            z
              .string('batch')
              .regex(/^(?!0%)/, 'batch')
              .regex(Percent, 'batch'),
          ],
          'batch',
        )
        .optional()
        .describe('How many of its nodes move together: a number, or a share such as 25%. Without it, all.'),
      maxUnhealthy: z
        .union(
          [z.int('budget').min(0, 'budget').max(100_000, 'budget'), z.string('budget').regex(Percent, 'budget')],
          'budget',
        )
        .default(0)
        .describe('How many of its nodes may be degraded before the rollout stops: a number, or a share such as 1%.'),
      opens: z
        .enum(['automatic', 'manual'], 'opens')
        .default('automatic')
        .describe('Whether its pull request opens by itself when its turn comes, or when somebody asks for it.'),
      merges: z
        .enum(['automatic', 'manual'], 'merges')
        .default('manual')
        .describe('Whether it merges by itself when its gates are open, or needs a "/rollout" command besides.'),
      approvals: Approvals.optional().describe('How many approvals it needs, where not as many as the network says.'),
      checks: Checks.optional().describe('Names of the checks it needs, in place of those of the network.'),
      liveWithin: Timespan.default('1h').describe('How long a node may take to become live after the merge.'),
      permissions: RingPermissionsShape.optional(),
    },
    'ring',
  )
  .describe('An ordered group of nodes that a release reaches together.');

export const ConfigShape = z.strictObject(
  {
    network: Name.describe('The name of the network, for people.'),
    artifacts: z.record(Name, ArtifactShape, 'artifacts').describe('What has versions, by name.'),
    nodes: oneOrMany(glob('glob'), 'glob').describe(
      'Globs of files from the root, each match a node: a kustomization (named by its folder), Helm values or an Argo CD Application.',
    ),
    rings: z
      .array(RingShape, 'rings')
      .min(1, 'rings')
      .max(100, 'rings')
      .describe('The rings, in the order of the rollout.'),
    platformVersions: PlatformVersionsShape.optional(),
    networkParameters: NetworkParametersShape.prefault({}),
    gates: GatesShape.prefault({}),
    rules: RulesShape.prefault({}),
    permissions: PermissionsShape.prefault({}),
    owners: OwnersShape.optional(),
    argocd: ArgoShape.prefault({}),
    disclosure: DisclosureShape.default('names'),
  },
  'config',
);

/** The JSON Schema that editors check `cordage.yaml` with, as the text of a file. */
export const renderSchema = (): string => {
  const { $schema, ...rest } = z.toJSONSchema(ConfigShape, { target: 'draft-7', io: 'input' });
  const head = {
    $schema,
    $id: 'urn:cordage:schema:cordage.yaml',
    title: 'cordage.yaml',
    description:
      'How Cordage runs releases through a Corda network: what has versions, which nodes there are, in which rings.',
  };
  return `${JSON.stringify({ ...head, ...rest }, undefined, 2)}\n`;
};
