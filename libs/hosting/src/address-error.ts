import { WirebriefError } from '@wirebrief/kernel';

export interface ListenAddress {
  readonly host: string;
  readonly port: number;
  /** What sets the port: `PORT`. */
  readonly variable: string;
}

/** Why the system does not let this process listen, in words; any other error as it is. */
export function addressError(error: unknown, { host, port, variable }: ListenAddress): unknown {
  if (!(error instanceof Error) || !('code' in error)) return error;
  if (error.code === 'EADDRINUSE') {
    return new WirebriefError(
      'WB_PORT_IN_USE',
      'unavailable',
      `Port ${port} of ${host} is in use by another program.`,
      `Stop that program, or choose another port, for instance ${variable}=${port + 1}.`,
      { cause: error },
    );
  }
  if (error.code === 'EACCES' || error.code === 'EADDRNOTAVAIL') {
    return new WirebriefError(
      'WB_ADDRESS_REFUSED',
      'unavailable',
      `The system does not let this process listen on ${host} port ${port}.`,
      `Choose a port above 1023 (${variable}) and an address of this machine (HOST).`,
      { cause: error },
    );
  }
  return error;
}
