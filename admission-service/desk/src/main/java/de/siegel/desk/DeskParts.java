package de.siegel.desk;

/** What the desk consists of while it has its brokers. */
record DeskParts(
    ApplicationDesk applications,
    BrakeDesk brakes,
    WaveDesk waves,
    ConfirmerDesk confirmers,
    HoursDesk hours) {}
