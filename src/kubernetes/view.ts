import type { ArgoApplication, InstanceView, SyncWindow } from '../core/argo/application.ts';
import type { ArgoInstance } from '../core/config/config.ts';
import type { ApplicationWatch, ProjectWatch, ProjectWindows } from './watch.ts';

/** What the watches of one instance know together: as good as the worst of them, and as old as the oldest. */
export const viewInstance = (
  { name, url }: ArgoInstance,
  applications: readonly ApplicationWatch[],
  projects: ProjectWatch | undefined,
  readOnly: boolean,
): InstanceView => {
  const conditions = applications.map((watch) => watch.condition());
  const away = conditions.find(({ state }) => state === 'away');
  const heard = conditions.map(({ heardAt }) => heardAt);
  const known = heard.filter((at) => at !== undefined);
  // Without the windows a node would seem to wait for nothing; that they are forbidden ends the reading of them as well.
  const reading = [...conditions, projects?.condition()].some((condition) => condition?.state === 'reading');
  return {
    name,
    url,
    state: away ? 'away' : reading ? 'reading' : 'watched',
    heardAt: known.length > 0 && known.length === heard.length ? Math.min(...known) : undefined,
    why: away?.why,
    readOnly,
    applications: applications.flatMap(({ store }) =>
      [...store.values()].map((application) => named(application, name)),
    ),
    windows: projects?.condition().state === 'watched' ? windowsOf(projects.store.values()) : new Map(),
  };
};

/** Networks that share a watch may call its instance by other names. */
const named = (application: ArgoApplication, instance: string): ArgoApplication =>
  application.instance === instance ? application : { ...application, instance };

const windowsOf = (projects: Iterable<ProjectWindows>): ReadonlyMap<string, readonly SyncWindow[]> =>
  new Map([...projects].map(({ project, windows }) => [project, windows]));
