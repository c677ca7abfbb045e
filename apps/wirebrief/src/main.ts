import { endProcess } from '@wirebrief/platform';

import { runCommandLine } from './cli/program';

void runCommandLine(process.argv).then(endProcess);
