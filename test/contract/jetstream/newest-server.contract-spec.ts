import { suitableNatsServers } from '@wirebrief/testing';

import { contractOnOneServer } from './one-server';

contractOnOneServer(suitableNatsServers().newest);
