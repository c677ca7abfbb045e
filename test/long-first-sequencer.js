const { default: Sequencer } = require('@jest/test-sequencer');

const LONGEST_FIRST = ['contract', 'e2e', 'golden', 'unit'];
const rank = ({ context }) => LONGEST_FIRST.indexOf(context.config.displayName?.name);

/**
 * Suites that start servers first, the ones of milliseconds last: no worker is left alone with a suite of minutes. On
 * a machine that has run no test yet Jest would go by the size of the files, which says nothing of that.
 */
module.exports = class LongFirstSequencer extends Sequencer {
  sort(tests) {
    return [...tests].sort(
      (left, right) => rank(left) - rank(right) || left.path.localeCompare(right.path),
    );
  }
};
