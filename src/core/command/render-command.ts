import type { Command } from './command.ts';
import type { SlotName } from './slot.ts';
import { rowOf } from './table.ts';

/** The command as a person would write it; `parseComment` reads it back. */
export const renderCommand = (command: Command): string => {
  const { words, slots } = rowOf(command);
  const reason = 'reason' in command ? [`"${command.reason}"`] : [];
  return [...words, ...slots.flatMap((slot) => wordsOf(command, slot)), ...reason].join(' ');
};

const wordsOf = (command: Command, slot: SlotName): readonly string[] => {
  switch (command.kind) {
    case 'rollout':
      return [typeof command.to === 'string' ? command.to : command.to.ring];
    case 'rollback':
      return command.targets;
    case 'hold':
      if (slot === 'nodes') return [command.nodes];
      return command.until === undefined ? [] : ['until', command.until];
    case 'start':
      if (slot === 'upTo') return command.ring === undefined ? [] : [command.ring];
      return [slot === 'artifact' ? command.artifact : command.version];
    case 'plan':
      return command.ring === undefined ? [] : [command.ring];
    case 'unhold':
      return [command.nodes];
    case 'override':
      return [command.subject];
    case 'status':
    case 'retry':
    case 'help':
    case 'pause':
    case 'resume':
    case 'abort':
      return [];
  }
};
