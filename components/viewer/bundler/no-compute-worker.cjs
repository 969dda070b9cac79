// Takes the place of a worker for segmentation, which the viewer does not offer; see next.config.ts.
// oxlint-disable-next-line import/no-commonjs -- Turbopack loads its loaders by require()
module.exports = () =>
  "export function registerComputeWorker() { throw new Error('segmentation is not part of the viewer') }\n"
