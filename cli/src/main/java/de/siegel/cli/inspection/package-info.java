/** Takes a certificate apart layer by layer and goes as far as it can, where a verifier stops. */
package de.siegel.cli.inspection;
