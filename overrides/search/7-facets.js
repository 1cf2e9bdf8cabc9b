// Facets: which stories fit what was chosen, and how many there would be of each. The table has, for each facet, its values, and
// for each story which of them are its own.
(function (delight) {
  "use strict";

  // Whether a story fits what was chosen in all facets but one; several values of one facet widen it.
  function fits(table, filters, except) {
    const wanted = Object.entries(filters).filter(([name, some]) => some.length && name !== except && table.facets[name])
      .map(([name, some]) => {
        const facet = table.facets[name];
        const numbers = new Set(some.map((id) => facet.ids.indexOf(id)));
        return [facet.of, facet.sets.map((set) => set.some((value) => numbers.has(value)))];
      });
    return !wanted.length ? () => true : (story) => wanted.every(([of, fit]) => fit[of[story]]);
  }

  // For each facet its values with the number of these stories that fit all that was chosen in the others.
  function counted(table, stories, filters, language) {
    return Object.fromEntries(Object.entries(table.facets).map(([name, facet]) => {
      const fit = fits(table, filters, name);
      const ofSet = facet.sets.map(() => 0);
      stories.forEach((story) => { if (fit(story)) ofSet[facet.of[story]]++; });
      const counts = facet.ids.map(() => 0);
      facet.sets.forEach((set, number) => set.forEach((value) => { counts[value] += ofSet[number]; }));
      const chosen = filters[name] || [];
      return [name, facet.ids.map((id, number) => ({ id, name: facet.names[language][number],
        parent: (facet.parents || [])[number] || "", count: counts[number], chosen: chosen.includes(id) }))];
    }));
  }

  Object.assign(delight, { fits, counted });
})(self.delight = self.delight || {});
