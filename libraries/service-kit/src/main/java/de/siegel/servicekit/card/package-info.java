/** Lets cards in: the local checks of {@code identity}, and the questions that go out. */
package de.siegel.servicekit.card;
