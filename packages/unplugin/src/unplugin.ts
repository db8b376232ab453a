// The only door to unplugin.
export { createUnplugin } from 'unplugin';
export type { NativeBuildContext, UnpluginInstance, UnpluginOptions } from 'unplugin';
