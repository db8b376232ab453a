// What programs use of these packages.
export * as agents from '@openai/agents';
export { default as OpenAI } from 'openai';
export { z } from 'zod';
