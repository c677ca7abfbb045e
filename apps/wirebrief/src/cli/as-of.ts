import { type Command, Option } from 'commander';
import { AS_OF_CLOCKS, type AsOf, type AsOfClock, asOfFrom } from '@wirebrief/application';

export interface ClockOptions {
  readonly by: AsOfClock;
}

export function clocked(command: Command): Command {
  return command.addOption(
    new Option('--by <clock>', 'what an instant is counted by: when it was recorded, or published')
      .choices([...AS_OF_CLOCKS])
      .default('recorded'),
  );
}

/** Throws `WB_AS_OF`. */
export function asOfOption(
  text: string | undefined,
  { by }: ClockOptions,
  option: string,
): AsOf | undefined {
  return text === undefined ? undefined : asOfFrom(text, by, option);
}
