/** How hosts name the plugin in messages. */
export const pluginName = 'bud-track';
