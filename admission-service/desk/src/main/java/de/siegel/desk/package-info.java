/** The admission desk as a service: who may issue, brakes, and the way back in waves. */
package de.siegel.desk;
