package cache

import (
	"context"

	"github.com/parley-desk/parley/backend/desk"
	"github.com/parley-desk/parley/backend/sqlkit"
)

// Answered is what the agent answered before.
type Answered struct {
	// Key is a prepared answer's, or made of the text.
	Key string
	// Text is empty where the key is a prepared answer's.
	Text string
	// Asked are words of what was asked.
	Asked string
	At    desk.Millis
}

// Favour is how an answer did that was proposed, at some moment.
type Favour struct {
	Key   string
	Value float64
	At    desk.Millis
}

const (
	// mostAnswered is how many answers are kept; the oldest go first.
	mostAnswered = 2000
	// keptFor is how long one is kept that is not given again: half a year.
	keptFor = 182 * 24 * desk.Hour
)

// Learnt are an owner's answers, the newest first, and how those did that were
// proposed. It may be asked from any goroutine.
func (c *Cache) Learnt(ctx context.Context, owner string) (answers []Answered, favours []Favour, err error) {
	err = c.db.Read(ctx, func(t *sqlkit.Tx) error {
		err := t.Each(func(scan func(...any) error) error {
			var a Answered
			err := scan(&a.Key, &a.Text, &a.Asked, &a.At)
			answers = append(answers, a)
			return err
		}, `SELECT key, text, asked, at FROM answered WHERE owner = $1 ORDER BY at DESC, key`, owner)
		if err != nil {
			return err
		}
		return t.Each(func(scan func(...any) error) error {
			var f Favour
			err := scan(&f.Key, &f.Value, &f.At)
			favours = append(favours, f)
			return err
		}, `SELECT key, value, at FROM favour WHERE owner = $1`, owner)
	})
	return answers, favours, err
}

// Owner is whose cache it is.
func (c *Cache) Owner() string { return c.owner }

// KeepAnswered keeps answers of the owner's, in the place of those with the same
// key, and lets go what is old.
func (c *Cache) KeepAnswered(ctx context.Context, answers []Answered) error {
	return c.db.Write(ctx, func(t *sqlkit.Tx) error {
		var newest desk.Millis
		for _, a := range answers {
			newest = max(newest, a.At)
			if _, err := t.Exec(`INSERT INTO answered (owner, key, text, asked, at) VALUES ($1, $2, $3, $4, $5)
				ON CONFLICT (owner, key) DO UPDATE SET text = excluded.text, asked = excluded.asked, at = excluded.at`,
				c.owner, a.Key, a.Text, a.Asked, int64(a.At)); err != nil {
				return err
			}
		}
		if _, err := t.Exec(`DELETE FROM answered WHERE owner = $1 AND at < $2`, c.owner, int64(newest-keptFor)); err != nil {
			return err
		}
		_, err := t.Exec(`DELETE FROM answered WHERE owner = $1 AND key NOT IN (
			SELECT key FROM answered WHERE owner = $1 ORDER BY at DESC, key LIMIT $2)`, c.owner, mostAnswered)
		return err
	})
}

// KeepFavours keeps how answers of the owner's did.
func (c *Cache) KeepFavours(ctx context.Context, favours []Favour) error {
	return c.db.Write(ctx, func(t *sqlkit.Tx) error {
		var newest desk.Millis
		for _, f := range favours {
			newest = max(newest, f.At)
			if _, err := t.Exec(`INSERT INTO favour (owner, key, value, at) VALUES ($1, $2, $3, $4)
				ON CONFLICT (owner, key) DO UPDATE SET value = excluded.value, at = excluded.at`,
				c.owner, f.Key, f.Value, int64(f.At)); err != nil {
				return err
			}
		}
		// After so long next to nothing of one is left.
		_, err := t.Exec(`DELETE FROM favour WHERE owner = $1 AND at < $2`, c.owner, int64(newest-keptFor))
		return err
	})
}
