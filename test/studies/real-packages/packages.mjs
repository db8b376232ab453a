/**
 * The packages, each with the folders that are instrumented and the files that are not loaded by themselves: programs,
 * which do something or end the process when they are.
 */
export const packages = [
  {
    name: 'typescript',
    folders: ['typescript'],
    programs: /lib\/(?:_?tsc|_?tsserver|_?typingsInstaller|watchGuard|tsserverlibrary)\.js$|bin\//,
  },
  { name: 'three', folders: ['three'], programs: /$^/ },
  { name: 'rxjs', folders: ['rxjs'], programs: /$^/ },
  { name: '@langchain/core', folders: ['@langchain/core'], programs: /$^/ },
  { name: 'openai', folders: ['openai'], programs: /bin\// },
  { name: 'zod', folders: ['zod'], programs: /$^/ },
  { name: 'effect', folders: ['effect'], programs: /$^/ },
  { name: 'vue', folders: ['vue', '@vue'], programs: /$^/ },
  { name: 'date-fns', folders: ['date-fns'], programs: /$^/ },
  { name: 'lodash-es', folders: ['lodash-es'], programs: /$^/ },
];
