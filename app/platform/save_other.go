//go:build !windows

package platform

func mark(string) {}
