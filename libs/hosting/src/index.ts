export { addressError } from './address-error';
export { runService } from './run-service';
export { type RunningServer, serve } from './serve';
export { type Service } from './service';
export { type WorkSources } from './work-sources';
