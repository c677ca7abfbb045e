export { itBehavesAsABlobStore } from './blob-store.contract';
export { emptyBriefing, exampleBriefing } from './briefing-fixture';
