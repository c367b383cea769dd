/**
 * Git's `update` hook, run once per pushed ref: the only place where git can refuse one ref of a push and take the others.
 * What is protected is told by the environment, for the hook outlives no push and protection may change between two.
 * `CORDAGE_SANDBOX_PROTECTED` has a line per branch: its ref, then the reason why nothing may be pushed, or `checks` with
 * the hashes that are green, then flags.
 */
export const UPDATE_HOOK = `#!/bin/sh
ref=$1 old=$2 new=$3
refuse() {
  echo "error: GH006: Protected branch update failed for $ref." >&2
  echo "error: $1" >&2
  exit 1
}
printf '%s\\n' "$CORDAGE_SANDBOX_PROTECTED" | while read -r name force delete verdict green; do
  [ "$name" = "$ref" ] || continue
  case $new in *[!0]*) ;; *)
    [ "$delete" = delete ] || refuse "Cannot delete this protected branch"
    exit 0 ;;
  esac
  case $old in *[!0]*)
    [ "$force" = force ] || git merge-base --is-ancestor "$old" "$new" || refuse "Cannot force-push to this protected branch" ;;
  esac
  case $verdict in
    queue) refuse "Changes must be made through the merge queue" ;;
    reviews) refuse "Changes must be made through a pull request." ;;
    checks)
      case " $green " in *" $new "*) ;; *) refuse "Required status checks are expected." ;; esac ;;
  esac
done
`;
