/**
 * Seeded synthetic traces of requests for vaccination certificates by German pharmacies in 2021,
 * honest and fraudulent, to judge a fraud detector by. It knows no detector and shares no number
 * with one: where both need the same fact of the world, each states it. Pure: only {@link
 * de.siegel.fraudtraces.TraceWriter} touches files, nothing reads a clock, and the same seed gives
 * the same bytes.
 *
 * <p>Known from reports: the totals of Munich (437 and 637, more than 500 of them in October), its
 * hours, its honest volume of 500 to 700 a month; 55 certificates on one Sunday evening; about
 * 1,000 by a retired doctor; 10,000 by one identity; about 100 devices behind one identity; 62,000
 * by many identities; 61 certificates per pharmacy and day in the first week.
 *
 * <p>Assumed, and not known:
 *
 * <ul>
 *   <li>how Munich's certificates were spread over its days and within an hour, which days they
 *       were, that the insider was at the desk on each of them, and that no night was one of the
 *       pharmacy's own duties; the reference trace also has neither a start surge nor the stop of
 *       July, for its honest volume is given as constant;
 *   <li>all hours and durations of the French cases except the Sunday evening, and that they would
 *       look alike in a pharmacy;
 *   <li>what an honest minute looks like: the time a person needs to check papers, the share of
 *       families (about a fourth of all visits), of re-issues (about 4 %), of mistyped batches (0.3
 *       %), of placeholder birth dates (0.05 %), of vaccinations from afar (3 %);
 *   <li>the shape of a day and a week, the mix of kinds of pharmacies, and that pharmacies are
 *       independent of each other but for the national factor;
 *   <li>numbers, sizes and regions of batches: about 1,900 invented ones, most delivered to one of
 *       24 regions;
 *   <li>that the forger takes a plausible date and a real batch, and types from a list at about the
 *       pace of somebody who checks papers, a little faster;
 *   <li>that an insider is the person who issues most, and has the first shift of each opening day.
 * </ul>
 *
 * <p>Left out: the stop of all pharmacies in late July 2021 with its restart in waves, holidays of
 * single states, certificates of tests and recovery, and step-ups ({@code stepUp} is false in every
 * event, for whether one was asked for is the detector's decision).
 */
package de.siegel.fraudtraces;
