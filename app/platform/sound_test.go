package platform

import (
	"bytes"
	"encoding/binary"
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

func TestTonesAreProperFiles(t *testing.T) {
	seen := map[string]Sound{}
	for sound := range melodies {
		b := Tone(sound)
		if !bytes.Equal(b, Tone(sound)) {
			t.Errorf("%s differs from itself", sound)
		}
		if other, twice := seen[string(b)]; twice {
			t.Errorf("%s sounds like %s", sound, other)
		}
		seen[string(b)] = sound
		if string(b[:4]) != "RIFF" || string(b[8:16]) != "WAVEfmt " || int(binary.LittleEndian.Uint32(b[4:])) != len(b)-8 || int(binary.LittleEndian.Uint32(b[40:])) != len(b)-44 {
			t.Errorf("%s: bad header", sound)
		}
		if len(b) > 60_000 {
			t.Errorf("%s: %d bytes", sound, len(b))
		}
		var loudest int16
		for i := 44; i < len(b); i += 2 {
			if v := int16(binary.LittleEndian.Uint16(b[i:])); v > loudest {
				loudest = v
			}
		}
		if loudest < 6000 || loudest > 30000 {
			t.Errorf("%s: peak %d", sound, loudest)
		}
		first, last := int16(binary.LittleEndian.Uint16(b[44:])), int16(binary.LittleEndian.Uint16(b[len(b)-2:]))
		if first != 0 || last != 0 {
			t.Errorf("%s clicks: begins with %d, ends with %d", sound, first, last)
		}
	}
}

func fakePlayer(t *testing.T, script string) (dir string) {
	t.Helper()
	if runtime.GOOS == "windows" {
		t.Skip("needs a shell")
	}
	dir = t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "play"), []byte("#!/bin/sh\n"+script), 0o755); err != nil {
		t.Fatal(err)
	}
	t.Setenv("PATH", dir+":"+os.Getenv("PATH"))
	return dir
}

func newTestPlayer(beep func(Sound) error, players ...[]string) *Player {
	p := &Player{players: players, beep: beep, patience: 300 * time.Millisecond}
	p.start()
	return p
}

func TestTheFirstPlayerThatWorksPlays(t *testing.T) {
	t.Setenv("TMPDIR", t.TempDir()) // ours alone: other desktops of this machine keep their tones in the common one
	dir := fakePlayer(t, `cp "$2" "`+"$DIR"+`/heard"`)
	t.Setenv("DIR", dir)
	p := newTestPlayer(func(Sound) error { return errors.New("not asked") }, []string{"not-installed"}, []string{"false"}, []string{"play", "-q"})
	p.Play(SoundWaiting)
	wait(t, "the tone", func() bool { return p.Last().Outcome != "" })
	p.Stop()
	if r := p.Last(); r.Outcome != Shown || r.Through != "play" {
		t.Errorf("%+v", r)
	}
	if heard, err := os.ReadFile(filepath.Join(dir, "heard")); err != nil || !bytes.Equal(heard, Tone(SoundWaiting)) {
		t.Errorf("heard %d bytes, %v", len(heard), err)
	}
	if left, _ := filepath.Glob(filepath.Join(os.TempDir(), "parley-sound*")); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
}

func TestPlayNeverBlocksAndStopEnds(t *testing.T) {
	fakePlayer(t, "exec sleep 60\n")
	p := newTestPlayer(func(Sound) error { return nil }, []string{"play"})
	p.patience = time.Minute
	began := time.Now()
	for range 1000 {
		p.Play(SoundMessage)
	}
	if took := time.Since(began); took > 200*time.Millisecond {
		t.Errorf("a thousand bells took %v", took)
	}
	time.Sleep(50 * time.Millisecond)
	began = time.Now()
	p.Stop()
	if took := time.Since(began); took > 3*time.Second {
		t.Errorf("stop took %v", took)
	}
}

func TestAMachineWithoutSound(t *testing.T) {
	var beeps atomic.Int32
	p := newTestPlayer(func(Sound) error { beeps.Add(1); return nil })
	p.Play("unheard of")
	wait(t, "the beep", func() bool { return p.Last().Outcome != "" })
	p.Stop()
	if r := p.Last(); r.Outcome != Shown || r.Through != "beep" || beeps.Load() != 1 {
		t.Errorf("%+v after %d beeps", r, beeps.Load())
	}
	p = newTestPlayer(func(Sound) error { return errors.New("no speaker") }, []string{"not-installed"})
	p.Play(SoundGone)
	wait(t, "the answer", func() bool { return p.Last().Outcome != "" })
	p.Stop()
	if r := p.Last(); r.Outcome != NotAvailable || !strings.Contains(r.Reason, "no speaker") {
		t.Errorf("%+v", r)
	}
	hang := make(chan struct{})
	defer close(hang)
	p = newTestPlayer(func(Sound) error { <-hang; return nil })
	p.Play(SoundGone)
	wait(t, "the answer", func() bool { return p.Last().Outcome != "" })
	p.Stop()
	if r := p.Last(); r.Outcome != Failed {
		t.Errorf("%+v", r)
	}
}
