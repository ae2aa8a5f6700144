package desk

import (
	"errors"
	"fmt"
)

// Code is the machine's word for a refusal. Codes are sent and therefore never
// renamed; testdata/codes.golden lists them.
type Code string

// The codes a command or request can be refused with.
const (
	// Of what was written.
	EmptyMessage     Code = "empty_message"
	TextTooLong      Code = "text_too_long"
	InvalidCharacter Code = "invalid_character"
	InvalidUTF8      Code = "invalid_utf8"
	Invalid          Code = "invalid"
	UnknownField     Code = "unknown_field"
	UnknownType      Code = "unknown_type"
	PayloadTooLarge  Code = "payload_too_large"
	InThePast        Code = "in_the_past"
	NotAsync         Code = "not_async"
	InvalidEmail     Code = "invalid_email"
	VersionConflict  Code = "version_conflict"
	TestFailed       Code = "test_failed"
	StillInUse       Code = "still_in_use"
	UnfilledVariable Code = "unfilled_variable"
	TagsMissing      Code = "tags_missing"
	// Of a file that was handed in.
	EmptyFile       Code = "empty_file"
	FileTooLarge    Code = "file_too_large"
	FileNotAllowed  Code = "file_type_not_allowed"
	ImageTooLarge   Code = "image_too_large"
	FileDamaged     Code = "file_damaged"
	FileMismatch    Code = "file_mismatch"
	FileHasMacros   Code = "file_has_macros"
	FileFetches     Code = "file_fetches"
	FileLocked      Code = "file_locked"
	ImageMoving     Code = "image_moving"
	FileInfected    Code = "file_infected"
	ArchiveTooLarge Code = "archive_too_large"
	OutboxFull      Code = "outbox_full"
	QuotaExceeded   Code = "quota_exceeded"
	FileExpired     Code = "file_expired"
	// Of who asks, and of what.
	NotFound            Code = "not_found"
	Forbidden           Code = "forbidden"
	NotOwner            Code = "not_owner"
	AlreadyTaken        Code = "already_taken"
	WrongState          Code = "wrong_state"
	ChannelNotGranted   Code = "channel_not_granted"
	OriginNotAllowed    Code = "origin_not_allowed"
	SignInFailed        Code = "sign_in_failed"
	TokenExpired        Code = "token_expired"
	TokenInURL          Code = "token_in_url"
	IDReused            Code = "id_reused"
	ProtocolUnsupported Code = "protocol_unsupported"
	ResyncRequired      Code = "resync_required"
	// Of the moment: the same request may succeed later.
	RateLimited          Code = "rate_limited"
	TryLater             Code = "try_later"
	TooManyConversations Code = "too_many_conversations"
	TooManyLines         Code = "too_many_lines"
	QueueFull            Code = "queue_full"
	NotOffered           Code = "not_offered"
	TargetUnavailable    Code = "target_unavailable"
	TooManyTranscripts   Code = "too_many_transcripts"
	TooSlow              Code = "too_slow"
	StorageFull          Code = "storage_full"
	TranslationFailed    Code = "translation_failed"
	Unavailable          Code = "unavailable"
	GoingAway            Code = "going_away"
	Internal             Code = "internal"
)

// Error is a refusal: a code for machines, one plain sentence for people, and
// the field at fault where one is.
type Error struct {
	Code    Code
	Message string
	// Field is the JSON name of the field at fault, or empty.
	Field string
	// RetryAfter is how long to wait before the same request may succeed, in
	// milliseconds; 0 where waiting does not help.
	RetryAfter Millis
}

// Error implements error.
func (e *Error) Error() string { return string(e.Code) + ": " + e.Message }

// Is lets errors.Is compare by code alone.
func (e *Error) Is(target error) bool {
	t, ok := target.(*Error)
	return ok && t.Code == e.Code
}

// Refuse makes a refusal. The message is a sentence for people.
func Refuse(code Code, format string, args ...any) *Error {
	return &Error{Code: code, Message: fmt.Sprintf(format, args...)}
}

// At names the field at fault.
func (e *Error) At(field string) *Error {
	e.Field = field
	return e
}

// After says when to try again.
func (e *Error) After(wait Millis) *Error {
	e.RetryAfter = wait
	return e
}

// AsError is err as a refusal. What is not one is shown as internal, because
// its text may name things that are none of the reader's business.
func AsError(err error) *Error {
	var e *Error
	if errors.As(err, &e) {
		return e
	}
	return Refuse(Internal, "Something went wrong on the server; nothing was changed.")
}
