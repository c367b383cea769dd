import type { SyncWindow } from '../../core/argo/application.ts';
import type { World } from '../github/world.ts';
import { runDue, skipIdle } from './agenda.ts';
import { startApiServer, type ApiFaults } from './api-server.ts';
import { createApp, type App } from './app.ts';
import { behave, HEAL_MS } from './behave.ts';
import { createBranches } from './branches.ts';
import { createStore } from './collection.ts';
import { createFaults, surround } from './faults.ts';
import { recover, type Controller } from './health.ts';
import { renderKubeconfig } from './kubeconfig.ts';
import { renderProject } from './render-project.ts';
import { PROJECT, renderApplication } from './render.ts';

/** An Argo CD with its clusters, behind a Kubernetes API. It lives by the sandbox's clock, as far as it is told to. */
export type ArgoCd = {
  /** From the beginning of a sync until the node is Healthy; milliseconds. */
  syncMs: number;
  /** Does all that is due by now, each thing at its time; then tells every watch how far it is. */
  readonly advance: () => Promise<void>;
  /** Another version of it, or set otherwise; 3.5 without the health of resources at first. */
  readonly configure: (controller: Partial<Controller>) => void;
  /**
   * Makes nodes unwell, whatever they run: a check of health that the network added (`resource.customizations.health`), of
   * an object that knows, says this. Argo CD's own know a Deployment past its deadline and a Job that failed.
   */
  readonly degrade: (nodes: readonly string[], message: string) => void;
  /** Keeps nodes that are on their way, or set out later, from becoming Healthy. */
  readonly stall: (nodes: readonly string[]) => void;
  /** Makes nodes well again; they are Healthy from now on at the earliest. */
  readonly recover: (nodes: readonly string[]) => void;
  /** From now on nobody can ask; `context` names one cluster. */
  readonly away: (context?: string) => void;
  readonly back: (context?: string) => void;
  readonly isAway: (context?: string) => boolean;
  /** All that is on its way arrives now, but what was stalled or made unwell. */
  readonly settleNow: () => void;
  /** Images that contain this cannot be pulled: a StatefulSet is Progressing for good, a Deployment for its 10 minutes. */
  readonly badImage: (part: string) => void;
  /** A check of health that the network added finds what runs such images Degraded, 30 s after the sync, and says this. */
  readonly failCheck: (part: string, message: string) => void;
  readonly failHook: (nodes: readonly string[], message: string) => void;
  /** How long the hook of these nodes runs. */
  readonly holdHook: (nodes: readonly string[], ms: number) => void;
  /** So many of the next refreshes get lost. */
  readonly dropRefresh: (times: number) => void;
  /** Nothing of these nodes is looked at or written for so long. */
  readonly stale: (nodes: readonly string[], ms: number) => void;
  readonly window: (window: Partial<SyncWindow> & Pick<SyncWindow, 'kind' | 'schedule' | 'duration'>) => void;
  readonly autoSync: (nodes: readonly string[], on: boolean) => void;
  /** Somebody changes a resource by hand: `Service/corda`. */
  readonly drift: (nodes: readonly string[], resource: string) => void;
  /** An Application of the first manifests repository for no node. */
  readonly orphan: (name: string) => void;
  /** Takes the Applications of these nodes away for good. */
  readonly remove: (nodes: readonly string[]) => void;
  /** Pods of these nodes are replaced by hand only. */
  readonly onDelete: (nodes: readonly string[]) => void;
  /** The annotation manifest-generate-paths of these nodes does not cover what they read. */
  readonly generatePaths: (nodes: readonly string[]) => void;
  readonly api: ApiFaults & { readonly compact: () => void };
  /** YAML, with the contexts `sandbox`, `frankfurt` and `tokyo`. */
  readonly kubeconfig: (who?: 'cordage' | 'reader') => string;
  /** How many times somebody asked for a refresh. */
  readonly patches: () => number;
  readonly resourceVersion: () => string;
  readonly close: () => Promise<void>;
};

export const createArgoCd = async (world: World): Promise<ArgoCd> => {
  const apps = new Map<string, App>();
  const store = createStore();
  const faults = createFaults();
  const branches = createBranches(world);
  let patches = 0;
  let controller: Controller = { version: '3.5', persistsHealth: false };

  const publish = (app: App): void => {
    app.resourceVersion = store.next();
    const url = `${world.url}/${app.repository}.git`;
    const render = (): unknown => renderApplication(app, { url, onDelete: faults.onDelete.has(app.name), controller });
    store.put('applications', { name: app.name, labels: app.labels, render });
  };
  const publishProject = (): void => {
    const version = store.next();
    const render = (): unknown => renderProject(faults.windows, version, world.url);
    store.put('appprojects', { name: PROJECT, labels: {}, render });
  };
  const server = await startApiServer({
    store,
    onPatch: async (name, patched) => {
      const app = apps.get(name);
      if (!app) return;
      patches += 1;
      for (const [key, value] of patched)
        if (value === null) app.annotations.delete(key);
        else app.annotations.set(key, value);
      if (app.annotations.has('refresh')) app.due.set('refresh', world.now());
      publish(app);
    },
  });
  publishProject();

  const each = (nodes: readonly string[], change: (app: App) => void): void => {
    for (const node of nodes) {
      const app = apps.get(node);
      if (!app) continue;
      change(app);
      publish(app);
    }
  };
  const run = (app: App, step: Parameters<typeof behave>[1], at: number): void => {
    behave(app, step, at, surround(faults, branches.resolve, { syncMs: argocd.syncMs, version: controller.version }));
    publish(app);
  };
  /** The labels of an Application are the ApplicationSet's to write, whether the node is synced or not. */
  const relabel = (app: App, labels: App['labels']): void => {
    if (JSON.stringify(app.labels) === JSON.stringify(labels)) return;
    app.labels = labels;
    publish(app);
  };
  /** Folders become Applications; one whose folder is gone stays (applicationsSync: create-update). */
  const generate = (repository: string, begun: number): void => {
    const head = branches.newest(repository);
    for (const [name, desired] of head?.desired ?? []) {
      if (faults.removed.has(name)) continue;
      const known = apps.get(name);
      if (known) {
        relabel(known, desired.labels);
        continue;
      }
      const app = createApp(name, repository, desired, head?.sha ?? '', begun);
      apps.set(name, app);
      publish(app);
    }
  };

  const argocd: ArgoCd = {
    syncMs: 60_000,
    advance: async () => {
      for (const [key, repository] of world.repositories)
        if (await branches.read(repository)) generate(key, repository.createdAt);
      const now = world.now();
      for (const app of apps.values()) skipIdle(app, branches.newest(app.repository)?.sha, now);
      runDue(apps.values(), now, ({ app, step, at }) => run(app, step, at));
      server.bookmark();
    },
    configure: (changes) => {
      controller = { ...controller, ...changes };
      each([...apps.keys()], () => undefined);
    },
    degrade: (nodes, message) =>
      each(nodes, (app) => {
        app.ill = { since: world.now(), message };
      }),
    stall: (nodes) =>
      each(nodes, (app) => {
        app.stalled = true;
      }),
    recover: (nodes) => each(nodes, (app) => recover(app, world.now())),
    away: (context = '*') => {
      server.away.add(context);
      server.cut(context);
    },
    back: (context = '*') => void server.away.delete(context),
    isAway: (context = '*') => server.away.has(context),
    settleNow: () => {
      for (const app of apps.values())
        for (const step of ['hook', 'finish', 'look', 'replace', 'settle'] as const)
          if (app.due.has(step)) run(app, step, world.now());
    },
    badImage: (part) => void faults.badImages.add(part),
    failCheck: (part, message) => void faults.failingChecks.set(part, message),
    failHook: (nodes, message) => nodes.forEach((node) => faults.failingHooks.set(node, message)),
    holdHook: (nodes, ms) => nodes.forEach((node) => faults.hookMs.set(node, ms)),
    dropRefresh: (times) => {
      faults.drops += times;
    },
    stale: (nodes, ms) =>
      each(nodes, (app) => {
        app.staleUntil = world.now() + ms;
      }),
    window: (window) => {
      faults.windows.push({
        timeZone: 'UTC',
        applications: ['*'],
        namespaces: [],
        clusters: [],
        manualSync: false,
        andOperator: false,
        ...window,
      });
      publishProject();
    },
    autoSync: (nodes, on) =>
      each(nodes, (app) => {
        app.autoSync = on;
        app.generation += 1;
        app.due.set('poll', world.now());
      }),
    drift: (nodes, resource) =>
      each(nodes, (app) => {
        app.drifted = [resource];
        app.sync = 'OutOfSync';
        if (app.autoSync) app.due.set('heal', world.now() + HEAL_MS);
      }),
    orphan: (name) => {
      const [one] = apps.values();
      if (!one) return;
      const app = createApp(
        name,
        one.repository,
        { ...one.live.desired, path: `nodes/${name}` },
        one.revision,
        world.now(),
      );
      apps.set(name, app);
      publish(app);
    },
    remove: (nodes) => {
      for (const node of nodes) {
        faults.removed.add(node);
        if (apps.delete(node)) store.remove('applications', node);
      }
    },
    onDelete: (nodes) => nodes.forEach((node) => faults.onDelete.add(node)),
    generatePaths: (nodes) => nodes.forEach((node) => faults.ignoredPaths.add(node)),
    api: { ...server.faults, compact: store.compact },
    kubeconfig: (who = 'cordage') =>
      renderKubeconfig({
        url: server.url,
        ca: server.ca,
        token: who === 'cordage' ? server.token() : server.readOnlyToken,
      }),
    patches: () => patches,
    resourceVersion: () => String(store.version()),
    close: server.close,
  };
  return argocd;
};
