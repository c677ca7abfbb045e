export { addressError } from './address-error';
export { publishNotice } from './publish-notice';
export { runService } from './run-service';
export { type RunningServer, serve } from './serve';
export { type Service } from './service';
export { type WorkSources } from './work-sources';
