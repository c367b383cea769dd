import type { Release } from '../core/release/release.ts';
import type { Octokit } from './client.ts';
import { statusOf } from './errors.ts';
import { splitName } from './installations.ts';

/** How far back releases are read; older ones can be proposed by nobody's wish but a command's. */
const RELEASES_READ = 100;

/** GitHub's `digest` of an asset is `sha256:…`. */
const sha256Of = (digest: string | null | undefined): string | undefined =>
  digest?.startsWith('sha256:') ? digest.slice('sha256:'.length).toLowerCase() : undefined;

type ListedRelease = Awaited<ReturnType<Octokit['rest']['repos']['listReleases']>>['data'][number];

const decodeRelease = (repository: string, listed: ListedRelease): Release => ({
  id: listed.id,
  repository,
  tag: listed.tag_name,
  title: listed.name ?? listed.tag_name,
  notes: listed.body ?? '',
  prerelease: listed.prerelease,
  publishedAt: Date.parse(listed.published_at ?? listed.created_at),
  url: listed.html_url,
  assets: listed.assets
    .filter((asset) => asset.state === 'uploaded')
    .map((asset) => ({
      id: asset.id,
      name: asset.name,
      size: asset.size,
      updatedAt: Date.parse(asset.updated_at),
      sha256: sha256Of(asset.digest),
    })),
});

/**
 * The newest releases of a repository, without drafts, newest first; undefined when the repository cannot be seen.
 * Assets still being uploaded are left out: the webhook of the end of an upload does not exist, the next look finds them.
 */
export const listReleases = async (octokit: Octokit, repository: string): Promise<readonly Release[] | undefined> => {
  try {
    const { data } = await octokit.rest.repos.listReleases({ ...splitName(repository), per_page: RELEASES_READ });
    return data.filter((listed) => !listed.draft).map((listed) => decodeRelease(repository, listed));
  } catch (error) {
    if (statusOf(error) === 404) return undefined;
    throw error;
  }
};

/** Whether a published release stands under this tag, asked anew: the second witness before anything is closed. */
export const isPublished = async (octokit: Octokit, repository: string, tag: string): Promise<boolean> => {
  try {
    const { data } = await octokit.rest.repos.getReleaseByTag({ ...splitName(repository), tag });
    return !data.draft;
  } catch (error) {
    if (statusOf(error) === 404) return false;
    throw error;
  }
};

/** The commit a tag leads to, through annotated tags; undefined when the tag is gone. */
export const commitOfTag = async (octokit: Octokit, repository: string, tag: string): Promise<string | undefined> => {
  try {
    const { data } = await octokit.rest.repos.getCommit({ ...splitName(repository), ref: `tags/${tag}` });
    return data.sha;
  } catch (error) {
    if (statusOf(error) === 404 || statusOf(error) === 422) return undefined;
    throw error;
  }
};
