import { eventStoreContract } from '@wirebrief/testing';

import { inMemoryStore } from './in-memory.factory';

eventStoreContract('InMemoryEventStore', inMemoryStore);
