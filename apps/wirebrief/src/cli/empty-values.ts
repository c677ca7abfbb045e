import { type Command } from 'commander';
import { WirebriefError } from '@wirebrief/kernel';

/**
 * Refuses what is given but empty, as `--data "$DATA"` is where the variable is not set: the default would stand for a
 * place that nobody meant. Throws `WB_OPTION`.
 */
export function refuseEmptyValues(command: Command): void {
  const [name] = [...emptyOptions(command), ...emptyArguments(command)];
  if (name === undefined) return;
  throw new WirebriefError(
    'WB_OPTION',
    'invalid',
    `${name} is empty.`,
    'Give a value; a variable of the shell that is not set gives an empty one.',
  );
}

const emptyOptions = (command: Command): readonly string[] =>
  withParents(command).flatMap((one) =>
    one.options
      .map((option) => ({ option, key: option.attributeName() }))
      .filter(({ key }) => one.getOptionValueSource(key) === 'cli')
      .filter(({ key }) => hasEmpty(one.getOptionValue(key)))
      .map(({ option }) => option.long ?? option.flags),
  );

const emptyArguments = (command: Command): readonly string[] =>
  command.registeredArguments
    .filter((_, index) => hasEmpty(command.processedArgs[index]))
    .map((argument) => `<${argument.name()}>`);

const withParents = (command: Command): readonly Command[] => [
  command,
  ...(command.parent === null ? [] : withParents(command.parent)),
];

const hasEmpty = (value: unknown): boolean =>
  value === '' || (Array.isArray(value) && value.includes(''));
