// Runs the built agent as a flow, and prints its log: `npm run flow` in this folder.
import { configureFlow, flow } from '@bud/flow';

configureFlow({ enabled: true, handlers: ['console'] });
await flow.run({ name: 'demo' }, () => import('./dist/vite/main.js'));
