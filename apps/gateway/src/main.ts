import { runService } from '@wirebrief/hosting';
import { GatewayModule, RemoteIntake, RemotePress } from '@wirebrief/services';

/** HTTP: the site, downloads, and commands, which it passes on. */
void runService({
  name: 'gateway',
  modules: [GatewayModule],
  elsewhere: () => ({ analyst: true }),
  remote: (requests, { archive }) => ({
    intake: new RemoteIntake(requests),
    press: new RemotePress(requests, archive),
  }),
  start: async ({ stories, embargoes, triggers, schedules, webhooks }) => {
    const all = [stories, embargoes, triggers, schedules, webhooks];
    await Promise.all(all.map((one) => one.start()));
    await Promise.all(all.map((one) => one.catchUp()));
  },
  followers: ({ stories, triggers, schedules, webhooks }) =>
    [stories, triggers, schedules, webhooks].map((one) => one.status()),
  tellsOfDueEditions: true,
  servesHttp: true,
});
