// Runs the built agent with flows on, and prints the log of its flow: `npm run flow` in this folder.
import { configureFlow } from '@bud/flow';

configureFlow({ enabled: true, handlers: ['console'] });
await import('./dist/vite/main.js');
