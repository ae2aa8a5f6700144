package desk

import (
	"slices"
)

// FileID names a file that was handed in. It follows from who handed it in and
// from the id they gave it, so that handing it in again makes no second one.
type FileID string

// FileKind says what is in a file, by its content. Kinds are stored and therefore
// never renamed.
type FileKind string

// The kinds of file a project can allow.
const (
	PNG       FileKind = "png"
	JPEG      FileKind = "jpeg"
	GIF       FileKind = "gif"
	WebP      FileKind = "webp"
	PDF       FileKind = "pdf"
	PlainText FileKind = "txt"
	CSV       FileKind = "csv"
	DOCX      FileKind = "docx"
	XLSX      FileKind = "xlsx"
	PPTX      FileKind = "pptx"
	ODT       FileKind = "odt"
	ODS       FileKind = "ods"
	MP4       FileKind = "mp4"
	WebM      FileKind = "webm"
	MP3       FileKind = "mp3"
	Ogg       FileKind = "ogg"
	M4A       FileKind = "m4a"
	Zip       FileKind = "zip"
)

// fileKind is what is known of a kind.
type fileKind struct {
	media string
	// names are the endings a file's name may have; the first is the usual one.
	names   []string
	picture bool
	// agents: nobody else can send one.
	agents bool
}

var fileKinds = map[FileKind]fileKind{
	PNG:       {media: "image/png", names: []string{"png"}, picture: true},
	JPEG:      {media: "image/jpeg", names: []string{"jpg", "jpeg"}, picture: true},
	GIF:       {media: "image/gif", names: []string{"gif"}, picture: true},
	WebP:      {media: "image/webp", names: []string{"webp"}, picture: true},
	PDF:       {media: "application/pdf", names: []string{"pdf"}},
	PlainText: {media: "text/plain", names: []string{"txt"}},
	CSV:       {media: "text/csv", names: []string{"csv"}},
	DOCX:      {media: "application/vnd.openxmlformats-officedocument.wordprocessingml.document", names: []string{"docx"}},
	XLSX:      {media: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", names: []string{"xlsx"}},
	PPTX:      {media: "application/vnd.openxmlformats-officedocument.presentationml.presentation", names: []string{"pptx"}},
	ODT:       {media: "application/vnd.oasis.opendocument.text", names: []string{"odt"}},
	ODS:       {media: "application/vnd.oasis.opendocument.spreadsheet", names: []string{"ods"}},
	MP4:       {media: "video/mp4", names: []string{"mp4"}},
	WebM:      {media: "video/webm", names: []string{"webm"}},
	MP3:       {media: "audio/mpeg", names: []string{"mp3"}},
	Ogg:       {media: "audio/ogg", names: []string{"ogg"}},
	M4A:       {media: "audio/mp4", names: []string{"m4a"}},
	Zip:       {media: "application/zip", names: []string{"zip"}, agents: true},
}

// FileKinds lists all kinds in the order in which they are named.
var FileKinds = []FileKind{PNG, JPEG, GIF, WebP, PDF, PlainText, CSV, DOCX, XLSX, PPTX, ODT, ODS, MP4, WebM, MP3, Ogg, M4A, Zip}

// Picture tells whether the kind is shown, made anew from its dots, rather than
// only handed on. A WebP becomes one of the others by that.
func (k FileKind) Picture() bool { return fileKinds[k].picture }

// MediaType is the kind as the web calls it.
func (k FileKind) MediaType() string { return fileKinds[k].media }

// Endings are those a name of this kind may have, without the dot; the first is
// the usual one. There are none of an unknown kind.
func (k FileKind) Endings() []string { return slices.Clone(fileKinds[k].names) }

// Limits of files.
const (
	Megabyte = 1 << 20
	// DefaultFileMegabytes is how large a file may be unless a project says
	// otherwise, MaxFileMegabytes what it can say at most, and MaxAgentMegabytes
	// what of an agent's.
	DefaultFileMegabytes = 5
	MaxFileMegabytes     = 10
	MaxAgentMegabytes    = 25
	// MaxFileNameRunes is how long a file's name can be, with its ending.
	MaxFileNameRunes = 120
	// UnsentFor is how long a file is kept that no message sends.
	UnsentFor = 24 * Hour
	// DefaultKeepMonths is how long a file is kept unless a project says otherwise,
	// MaxKeepMonths what it can say at most.
	DefaultKeepMonths = 12
	MaxKeepMonths     = 600
)

// Files are which files can be sent in a project, by either side.
type Files struct {
	// MaxMegabytes is how large one may be; 0 for [DefaultFileMegabytes].
	MaxMegabytes int `json:"maxMegabytes,omitempty" toml:"maxMegabytes,omitempty"`
	// AgentMegabytes is how large an agent's may be; 0 for what anybody's may.
	AgentMegabytes int `json:"agentMegabytes,omitempty" toml:"agentMegabytes,omitempty"`
	// Kinds are those allowed; pictures and PDF, where there are none.
	Kinds []FileKind `json:"kinds,omitempty" toml:"kinds,omitempty"`
	// RoomGigabytes is what all files of the project may take; 0 for
	// [DefaultRoomGigabytes].
	RoomGigabytes int `json:"roomGigabytes,omitempty" toml:"roomGigabytes,omitempty"`
	// KeepMonths is for how many months a file is kept from when it was handed in;
	// [DefaultKeepMonths] where it is not said, and for ever where it is 0.
	KeepMonths *int `json:"keepMonths,omitempty" toml:"keepMonths,omitempty"`
	// VisitorsNone keeps visitors from sending any.
	VisitorsNone bool `json:"visitorsNone,omitempty" toml:"visitorsNone,omitempty"`
}

// MaxBytes is how large a file of somebody of a kind may be.
func (f Files) MaxBytes(by ActorKind) int64 {
	most := DefaultFileMegabytes
	switch {
	case by == ByAgent && f.AgentMegabytes > 0:
		most = f.AgentMegabytes
	case f.MaxMegabytes > 0:
		most = f.MaxMegabytes
	}
	return int64(most) * Megabyte
}

// MaxPictureBytes is how large a picture may be that was made anew, of one that
// somebody of a kind may hand in at most: who packed it may have been better at it,
// but not three times.
func MaxPictureBytes(by ActorKind) int64 {
	most := MaxFileMegabytes
	if by == ByAgent {
		most = MaxAgentMegabytes
	}
	return 3 * int64(most) * Megabyte
}

// Kept is for how many months a file is kept; 0 for ever.
func (f Files) Kept() int {
	if f.KeepMonths != nil {
		return *f.KeepMonths
	}
	return DefaultKeepMonths
}

// Allowed are the kinds that somebody of a kind can send, in the order in which
// they are named: there are some that only agents can, and may be none.
func (f Files) Allowed(by ActorKind) []FileKind {
	allowed := []FileKind{PNG, JPEG, GIF, WebP, PDF}
	if len(f.Kinds) > 0 {
		allowed = slices.DeleteFunc(slices.Clone(FileKinds), func(k FileKind) bool { return !slices.Contains(f.Kinds, k) })
	}
	return slices.DeleteFunc(allowed, func(k FileKind) bool { return fileKinds[k].agents && by != ByAgent })
}

// CheckFileSize says why a file of so many bytes cannot be sent where so many are the
// most, or nil.
func CheckFileSize(bytes, most int64) error {
	switch {
	case bytes <= 0:
		return Refuse(EmptyFile, "This file is empty.").At("file")
	case bytes > most:
		return Refuse(FileTooLarge, "Files can be up to %d MB.", most/Megabyte).At("file")
	}
	return nil
}

// File is a file as its message tells of it.
type File struct {
	ID   FileID   `json:"id"`
	Name string   `json:"name"`
	Kind FileKind `json:"kind" enum:"png,jpeg,gif,webp,pdf,txt,csv,docx,xlsx,pptx,odt,ods,mp4,webm,mp3,ogg,m4a,zip"`
	// Size is in bytes.
	Size int64 `json:"size"`
	// Width and Height are a picture's, in dots.
	Width  int `json:"width,omitempty"`
	Height int `json:"height,omitempty"`
	// Gone: it is kept no longer, and only its message still tells of it.
	Gone bool `json:"gone,omitempty"`
}

// StoredFile is a file that was handed in.
type StoredFile struct {
	File
	// Visitor is whose conversation it was handed in for, By who did.
	Visitor VisitorID
	By      Actor
	At      Millis
	// Conversation is where it was sent; empty while it was not.
	Conversation ConversationID
	// Digest tells a repeat from another file under the same id.
	Digest []byte
}

// Attachment is that a message sends a file.
type Attachment struct {
	File         FileID
	Conversation ConversationID
}

// SizeClass is about how large a file was: what the skeleton keeps of it.
type SizeClass string

// The classes of size: below a tenth of a megabyte, below one, and more.
const (
	SmallFile  SizeClass = "small"
	MediumFile SizeClass = "medium"
	LargeFile  SizeClass = "large"
)

// Class is the file's class of size.
func (f File) Class() SizeClass {
	switch {
	case f.Size < Megabyte/10:
		return SmallFile
	case f.Size < Megabyte:
		return MediumFile
	}
	return LargeFile
}

// attached is what a message with a file says. A file that is not there, that
// somebody else handed in or for somebody else's conversation, or that was sent
// already, all look the same.
func (d decision) attached(cmd Post) (*Content, error) {
	switch {
	case cmd.Text != "" || cmd.Form != "" || cmd.Item != "":
		return nil, Refuse(Invalid, "A message that is a file has no text of its own.").At("text")
	case cmd.Stored == nil || cmd.Stored.By != d.by || cmd.Stored.Visitor != d.c.Visitor ||
		cmd.Stored.Conversation != "" || d.at-cmd.Stored.At >= UnsentFor-Hour:
		// An hour before it is thrown away nobody can send it any more.
		return nil, Refuse(NotFound, "This file is no longer there. Please choose it again.").At("file")
	}
	file := cmd.Stored.File
	return &Content{Text: file.Name, File: &file}, nil
}
