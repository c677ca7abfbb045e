export { type BackupContent, readBackup, verifyBackup } from './read-backup';
export { type BackupReport, writeBackup } from './write-backup';
