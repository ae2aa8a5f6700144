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
	setups, err := db.Setups(ctx)
	if err != nil {
		return err
	}
	for _, s := range setups {
		if err := db.Verify(ctx, s.Project.ID); err != nil {
			return fmt.Errorf("project %s: %w", s.Project.ID, err)
		}
		fmt.Printf("project %s: everything agrees with the log\n", s.Project.ID)
	}
	return nil
}
