import {
  computed,
  createSSRApp,
  defineComponent,
  effectScope,
  h,
  nextTick,
  provide,
  inject,
  reactive,
  ref,
  watch,
  watchEffect,
} from 'vue';
import { compile } from '@vue/compiler-dom';
import { parse, compileScript } from '@vue/compiler-sfc';
import { renderToString } from '@vue/server-renderer';

const state = reactive({ items: [1, 2], nested: { deep: new Map([['a', 1]]) } });
const seen = [];
const total = computed(() => state.items.reduce((a, b) => a + b, 0));
const scope = effectScope();
scope.run(() => {
  watch(total, (now, before) => seen.push([before, now]));
  watchEffect(() => seen.push(state.nested.deep.get('a')), { flush: 'sync' });
});
state.items.push(3);
state.nested.deep.set('a', 2);
await nextTick();
scope.stop();
state.items.push(4);
await nextTick();
const Child = defineComponent({
  props: { n: Number },
  setup:
    (props, { slots }) =>
    () =>
      h('li', { class: { odd: props.n % 2 } }, [props.n, slots.default?.(), inject('word', '')]),
});
const App = defineComponent({
  setup() {
    provide('word', '!');
    const count = ref(3);
    return () =>
      h(
        'ul',
        Array.from({ length: count.value }, (_, n) => h(Child, { n, key: n }, () => h('b', 'slot & <text>'))),
      );
  },
});
const { descriptor } = parse(
  '<script setup lang="ts">\nconst props = defineProps<{ a: string; b?: number }>()\nconst c = await props.a\n</script>\n<template><p v-for="x in c" :key="x">{{ x }}</p></template>',
);
export const result = {
  seen,
  total: total.value,
  html: await renderToString(createSSRApp(App)),
  render: compile('<div v-if="a" @click.once="go($event)"><slot name="s" v-bind="b"/></div><p v-else>{{ c | d }}</p>', {
    onError: () => {},
  }).code,
  script: compileScript(descriptor, { id: 'x', inlineTemplate: true }).content,
};
