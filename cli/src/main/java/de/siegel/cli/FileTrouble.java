package de.siegel.cli;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.Locale;

/** Says in words why a file could not be read or written. */
public final class FileTrouble {
  private FileTrouble() {}

  /**
   * A half-sentence without the file's name, such as {@code no space is left on the device}.
   *
   * @param failure what the file system answered
   */
  public static String reason(IOException failure) {
    if (failure instanceof NoSuchFileException) {
      return "there is no such file or folder";
    }
    if (failure instanceof AccessDeniedException) {
      return "access is denied";
    }
    if (failure instanceof NotDirectoryException) {
      return "a part of its path is not a folder";
    }
    if (failure instanceof FileSystemLoopException) {
      return "its path is a loop of links";
    }
    String text = text(failure);
    String lower = text.toLowerCase(Locale.ROOT);
    if (lower.contains("no space left")) {
      return "no space is left on the device; free some and run the command again";
    }
    if (lower.contains("quota")) {
      return "the disk quota is used up; free some space and run the command again";
    }
    if (lower.contains("read-only")) {
      return "the file system is read-only; choose another folder";
    }
    if (lower.contains("not a directory")) {
      return "a part of its path is not a folder";
    }
    if (lower.contains("is a directory")) {
      return "it is a folder";
    }
    if (lower.contains("file name too long")) {
      return "the name is too long for this file system";
    }
    return text;
  }

  private static String text(IOException failure) {
    if (failure instanceof FileSystemException withReason && withReason.getReason() != null) {
      return withReason.getReason();
    }
    return failure.getMessage() == null ? "the device reports an error" : failure.getMessage();
  }
}
