const software = /swiftshader|llvmpipe|softpipe|software|basic render|paravirtual/i;

/** Whether WebGL's renderer is a program for the processor rather than a graphics card. @param renderer its unmasked name */
export const isSoftwareRenderer = (renderer: string): boolean => software.test(renderer);
