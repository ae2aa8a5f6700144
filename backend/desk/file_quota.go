package desk

// What one may hand in within any 24 hours, in bytes.
const (
	VisitorFileDay = 50 * Megabyte
	AgentFileDay   = 1024 * Megabyte
)

// DefaultRoomGigabytes is what all files of a project may take unless it says
// otherwise, MaxRoomGigabytes what it can say at most.
const (
	DefaultRoomGigabytes = 20
	MaxRoomGigabytes     = 100_000
)

// FileQuota is how many bytes of files there may be; 0 for any.
type FileQuota struct {
	// Day is what one person may hand in within 24 hours, Project what all files
	// that are kept may take, those that are still coming among them, for this
	// person to hand in one more.
	Day, Project int64
}

// Quota is what bounds the files of somebody.
func (f Files) Quota(by ActorKind) FileQuota {
	q := FileQuota{Day: AgentFileDay, Project: DefaultRoomGigabytes * 1024 * Megabyte}
	if f.RoomGigabytes > 0 {
		q.Project = int64(f.RoomGigabytes) * 1024 * Megabyte
	}
	if by == ByVisitor {
		q.Day = VisitorFileDay
		// A fifth is the agents': no crowd of strangers keeps them from sending.
		q.Project -= q.Project / 5
	}
	return q
}

// HandedIn is that a file was, and what it takes.
type HandedIn struct {
	At    Millis
	Bytes int64
}

// CheckProject refuses so many bytes of files in one project.
func (q FileQuota) CheckProject(bytes int64) error {
	if q.Project == 0 || bytes <= q.Project {
		return nil
	}
	return Refuse(QuotaExceeded, "The files here take all the room they may. There is room again when old ones go, or an administrator makes some.").At("file")
}

// CheckDay refuses so many bytes more of somebody who has handed in these within
// the last 24 hours, the oldest first, and says when there is room for them.
func (q FileQuota) CheckDay(day []HandedIn, bytes int64, now Millis) error {
	if q.Day == 0 {
		return nil
	}
	for _, h := range day {
		bytes += h.Bytes
	}
	if bytes <= q.Day {
		return nil
	}
	free := now + Day
	for _, h := range day {
		if bytes -= h.Bytes; bytes <= q.Day {
			free = h.At + Day
			break
		}
	}
	wait := max(free-now, Second)
	return Refuse(QuotaExceeded, "You have sent as many files as fit into a day, %d MB. There is room again in about %s.",
		q.Day/Megabyte, about(wait)).At("file").After(wait)
}

// about is a span in words, rounded up.
func about(span Millis) string {
	n, unit := (span+Minute-1)/Minute, "minute"
	if span > 90*Minute {
		n, unit = (span+Hour-1)/Hour, "hour"
	}
	if n == 1 {
		return "a " + unit
	}
	return Thousands(int(n)) + " " + unit + "s"
}
