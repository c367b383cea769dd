import type { Route } from '../http/route.ts';
import { appRoutes } from './apps.ts';
import { assetRoutes } from './assets.ts';
import { branchRoutes } from './branches.ts';
import { checkSuiteRoutes } from './check-suites.ts';
import { checkRoutes } from './checks.ts';
import { commentRoutes } from './comments.ts';
import { commitRoutes } from './commits.ts';
import { contentRoutes } from './contents.ts';
import { deploymentRoutes } from './deployments.ts';
import { installationRoutes } from './installations.ts';
import { hookDeliveryRoutes } from './hook-deliveries.ts';
import { issueRoutes } from './issues.ts';
import { labelRoutes } from './labels.ts';
import { mergeRoutes } from './merge.ts';
import { pullRoutes } from './pulls.ts';
import { reactionRoutes } from './reactions.ts';
import { refRoutes } from './refs.ts';
import { releaseRoutes } from './releases.ts';
import { repositoryRoutes } from './repositories.ts';
import { reviewRoutes } from './reviews.ts';
import { rulesetRoutes } from './rulesets.ts';
import { statusRoutes } from './statuses.ts';
import { teamRoutes } from './teams.ts';
import type { World } from './world.ts';

/** Every endpoint of GitHub's REST API that the sandbox knows. */
export const gitHubRoutes = (world: World): readonly Route[] => [
  ...appRoutes(world),
  ...assetRoutes(world),
  ...branchRoutes(world),
  ...checkRoutes(world),
  ...checkSuiteRoutes(world),
  ...commentRoutes(world),
  ...commitRoutes(world),
  ...contentRoutes(world),
  ...deploymentRoutes(world),
  ...hookDeliveryRoutes(world),
  ...installationRoutes(world),
  ...issueRoutes(world),
  ...labelRoutes(world),
  ...mergeRoutes(world),
  ...pullRoutes(world),
  ...reactionRoutes(world),
  ...refRoutes(world),
  ...releaseRoutes(world),
  ...repositoryRoutes(world),
  ...reviewRoutes(world),
  ...rulesetRoutes(world),
  ...statusRoutes(world),
  ...teamRoutes(world),
];
