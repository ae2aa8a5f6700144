package main

import (
	"context"
	"fmt"
)

type verifyCmd struct{ database }

// Run recomputes every project from its log.
func (c *verifyCmd) Run() error {
	ctx := context.Background()
	db, err := c.open(ctx)
	if err != nil {
		return err
	}
	defer db.Close()
	projects, err := db.Projects(ctx)
	if err != nil {
		return err
	}
	for _, s := range projects {
		if err := db.Verify(ctx, s.ID); err != nil {
			return fmt.Errorf("project %s: %w", s.ID, err)
		}
		fmt.Printf("project %s: everything agrees with the log\n", s.ID)
	}
	return nil
}
