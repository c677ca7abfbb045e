export { itBehavesAsABlobStore } from './blob-store.contract';
export { emptyBriefing, exampleBriefing } from './briefing-fixture';
export { eventStoreContract, eventStoreLaws } from './event-store/event-store.contract';
export { type Law, runLaw, type StoreFactory, type StoreUnderTest } from './event-store/law';
