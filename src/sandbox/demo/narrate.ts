/** Prints each line with the seconds since the start. */
export const timed = (print: (line: string) => void): ((line: string) => void) => {
  const start = performance.now();
  return (line) => print(`${((performance.now() - start) / 1000).toFixed(1).padStart(5)} s  ${line}`);
};

/** Files of a diff that are shown; a ring of hundreds of nodes changes alike in all of them. */
const FILES_SHOWN = 4;

const shorten = (diff: string): string => {
  const files = diff.split(/^(?=diff --git )/m);
  const rest = files.length - FILES_SHOWN;
  return rest > 0 ? `${files.slice(0, FILES_SHOWN).join('')}… and ${rest} more files, changed alike\n` : diff;
};

const indent = (text: string, by: string): string => text.trimEnd().replaceAll(/^/gm, by);

/** The pull request as a reader would see it, and its one comment. */
export const renderPull = (pull: {
  readonly title: string;
  readonly body: string;
  readonly diff: string;
  readonly comment: string;
}): string =>
  [
    '',
    `  ${pull.title}`,
    '',
    indent(pull.body, '  | '),
    '',
    indent(shorten(pull.diff), '  '),
    '',
    indent(pull.comment, '  > '),
    '',
  ].join('\n');

/** How to go on by hand while everything is up. */
export const renderKept = (at: {
  readonly url: string;
  readonly apiUrl: string;
  readonly tokens: { readonly olivia: string; readonly rob: string; readonly dana: string };
  readonly manifests: string;
  readonly cordapp: string;
  readonly kubeconfig: string;
  readonly port: number;
}): string => `
Everything stays up until Ctrl-C. Act on it as on GitHub:

  API=${at.apiUrl}
  OLIVIA=${at.tokens.olivia}   # operates ${at.manifests}
  ROB=${at.tokens.rob}      # reviews
  DANA=${at.tokens.dana}     # releases ${at.cordapp}

  # let the rollout go on to the end, each part approved by rob
  curl -s -H "Authorization: Bearer $OLIVIA" $API/repos/${at.manifests}/issues/2/comments -d '{"body": "/rollout all"}'
  curl -s -H "Authorization: Bearer $ROB" $API/repos/${at.manifests}/pulls/2/reviews -d '{"event": "APPROVE"}'

  # what the clusters show: in a clone of the manifests
  KUBECONFIG=${at.kubeconfig} npx cordage status --watch

  # make a node unwell, and well again
  curl -s ${at.url}/sandbox/argocd -d '{"do": "degrade", "nodes": ["party-0001"], "message": "Disk is slow"}'
  curl -s ${at.url}/sandbox/argocd -d '{"do": "recover", "nodes": ["party-0001"]}'

  # publish another release (without a JAR, so Cordage waits for one and says so in its log)
  curl -s -H "Authorization: Bearer $DANA" $API/repos/${at.cordapp}/releases -d '{"tag_name": "v1.5.0"}'

  # clone the manifests, commit, push: with a person's commit on it, Cordage leaves the branch alone
  git clone http://olivia:$OLIVIA@${at.url.replace('http://', '')}/${at.manifests}.git

  # the sandbox's own controls: what was written, what was delivered, what shall fail
  curl -s ${at.url}/sandbox/writes
  curl -s ${at.url}/sandbox/deliveries
  curl -s ${at.url}/sandbox/faults -d '{"method": "GET", "status": 502, "times": 3}'

  # Cordage itself
  curl -s http://127.0.0.1:${at.port}/readyz
  curl -s http://127.0.0.1:${at.port}/metrics
`;
