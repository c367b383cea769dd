import type { Cast } from './cast.ts';

const repo = { owner: 'acme', repo: 'net' };

/** What an App asks about itself, its installations and its deliveries. */
export const talkAboutApps = async ({ app, octokit, installationId, sandbox }: Cast): Promise<void> => {
  await app.request('GET /app');
  await app.request('GET /app/installations');
  await app.request('GET /app/installations/{installation_id}', { installation_id: installationId });
  await app.request('POST /app/installations/{installation_id}/access_tokens', {
    installation_id: installationId,
    repositories: ['net'],
    permissions: { contents: 'read' },
  });
  await app.request('GET /repos/{owner}/{repo}/installation', repo);
  await octokit.request('GET /installation/repositories');
  await sandbox.deliveries.settled();
  await app.request('GET /app/hook/config');
  const { data: deliveries } = await app.request('GET /app/hook/deliveries', { per_page: 1 });
  const delivery_id = Number(deliveries[0]?.id);
  await app.request('GET /app/hook/deliveries/{delivery_id}', { delivery_id });
  await app.request('POST /app/hook/deliveries/{delivery_id}/attempts', { delivery_id });
};

/** Comes last: the App throws its token away, a repository goes, and so does the installation. */
export const talkAboutLeaving = async ({ app, octokit, root, installationId }: Cast): Promise<void> => {
  await octokit.request('DELETE /installation/token');
  await root.request('DELETE /repos/{owner}/{repo}', { owner: 'acme', repo: 'attic' });
  const installation = { installation_id: installationId };
  await app.request('PUT /app/installations/{installation_id}/suspended', installation);
  await app.request('DELETE /app/installations/{installation_id}/suspended', installation);
  await app.request('DELETE /app/installations/{installation_id}', installation);
};
