import type { Problem } from '../problem.ts';
import * as say from '../text/config-rules-policy.ts';
import type { Permission, Who } from './config.ts';
import { parseWindow } from './freeze-window.ts';
import type { Path } from './read-yaml.ts';
import { listOf } from './read-value.ts';
import type { Draft, Rule } from './rules.ts';
import { isZone, listZones } from './zones.ts';

/** What must hold between settings of gates and permissions. */

const freezeSaysOneWindow: Rule = ({ freezes, placeOf }) =>
  freezes
    .filter(({ written: { weekly, daily, once } }) => [weekly, daily, once].filter((w) => w !== undefined).length !== 1)
    .map(({ written, index }) => {
      const { weekly, daily, once } = written;
      const none = weekly === undefined && daily === undefined && once === undefined;
      return say.freezeWindows(
        placeOf(['gates', 'freezes', index], 'value'),
        say.nameFreeze(written.name, index),
        none,
      );
    });

const freezeEndsAfterItBegins: Rule = ({ freezes, placeOf }) =>
  freezes.flatMap(({ written, index }) => {
    const window = parseWindow(written);
    if (!window) return [];
    const at = placeOf(['gates', 'freezes', index, window.kind], 'value');
    const name = say.nameFreeze(written.name, index);
    switch (window.kind) {
      case 'daily':
        return window.from === window.to ? [say.freezeAlways(at, name, 'every day')] : [];
      case 'weekly': {
        const { from, to } = window;
        return from.day === to.day && from.minute === to.minute ? [say.freezeAlways(at, name, 'every week')] : [];
      }
      case 'once':
        return window.from >= window.to ? [say.freezeBackwards(at, name, window.from, window.to)] : [];
    }
  });

const freezeZonesAreKnown: Rule = ({ freezes, placeOf }) =>
  freezes
    .filter(({ written }) => !isZone(written.zone))
    .map(({ written: { zone }, index }) =>
      say.unknownZone(placeOf(['gates', 'freezes', index, 'zone'], 'value'), zone, listZones()),
    );

/** Only where every ring is right: else the name may be that of one which is not. */
const freezesNameRings: Rule = ({ freezes, rings, ringCount, placeOf }) => {
  const names = rings.map(({ ring }) => ring.name);
  if (names.length < ringCount) return [];
  return freezes.flatMap(({ written, index }) =>
    listOf(written.rings).flatMap((ring, position) => {
      if (names.includes(ring)) return [];
      const path = ['gates', 'freezes', index, 'rings', ...(typeof written.rings === 'string' ? [] : [position])];
      return [say.freezeUnknownRing(placeOf(path, 'value'), say.nameFreeze(written.name, index), ring, names)];
    }),
  );
};

type Given = { readonly who: Who; readonly path: Path; readonly subject: string };

const listGiven = ({ permissions, rings }: Draft): readonly Given[] => {
  const list = (given: Partial<Readonly<Record<Permission, Who>>>, above: Path, subject: string): readonly Given[] =>
    Object.entries(given).map(([permission, who]) => ({
      who,
      path: [...above, 'permissions', permission],
      subject: `${subject}${permission}`,
    }));
  return [
    ...list(permissions, [], 'permissions: '),
    ...rings.flatMap(({ ring, index }) =>
      list(ring.permissions, ['rings', index], `ring "${ring.name}": permissions.`),
    ),
  ];
};

const permissionsNameSomebody: Rule = (draft) =>
  listGiven(draft)
    .filter(({ who }) => who.role === undefined && who.users.length + who.teams.length === 0 && !who.owners)
    .map(({ path, subject }): Problem => say.nobody(draft.placeOf(path, 'value'), subject));

const ownersAreKnown: Rule = (draft) =>
  draft.ownerLabel === undefined
    ? listGiven(draft)
        .filter(({ who }) => who.owners)
        .map(({ path, subject }) => say.ownersUnknown(draft.placeOf([...path, 'owners'], 'value'), subject))
    : [];

export const POLICY_RULES: readonly Rule[] = [
  freezeSaysOneWindow,
  freezeEndsAfterItBegins,
  freezeZonesAreKnown,
  freezesNameRings,
  permissionsNameSomebody,
  ownersAreKnown,
];
